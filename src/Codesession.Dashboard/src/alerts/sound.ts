import type { Level } from './level';

let context: AudioContext | undefined;

/** A short sound: two soft tones upwards as a warning, three downwards when a budget is exceeded. Browsers play none before a first click or key. */
export async function play(level: Level): Promise<void> {
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') await context.resume();
    const start = context.currentTime + 0.02;
    (level === 'exceeded' ? [880, 698.5, 523.3] : [587.3, 784]).forEach((pitch, i) => tone(context!, pitch, start + i * 0.17));
  } catch {
    // A machine without sound.
  }
}

/** Makes the sound possible: called on a click or key, as browsers ask for. */
export function unlock(): void {
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume();
  } catch {
    // As above.
  }
}

function tone(audio: AudioContext, pitch: number, at: number): void {
  const source = audio.createOscillator();
  const volume = audio.createGain();
  source.type = 'triangle';
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.2, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.32);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + 0.34);
}
