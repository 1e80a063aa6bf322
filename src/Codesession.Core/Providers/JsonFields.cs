using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Codesession.Providers;

/// <summary>
/// Reads a JSON text byte by byte, however it is cut, and keeps the values of a few paths only: memory does not grow with
/// the text, and nothing else of it stays. The grammar is checked throughout (RFC 8259; UTF-8 is not).
/// A path names the keys from the root, <c>[]</c> any element of an array; a root that is an array is read as its
/// elements, one after the other. No path may lead on from the end of another. Of a key that comes twice the last value counts.
/// </summary>
internal sealed class JsonFields
{
    /// <summary>Longer values are not kept; a provider's usage is below 4 KB.</summary>
    private const int LongestValue = 64 * 1024;

    /// <summary>Longer keys are none of ours, even where each letter is an escape of six.</summary>
    private const int LongestKey = 128;

    /// <summary>Deeper texts count as broken: each level is a bit of memory.</summary>
    private const int Deepest = 1 << 17;

    private static readonly SearchValues<byte> EndsOfText = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(control => (byte)control)]);

    // A proxy reads thousands of replies of few kinds.
    private static readonly ConcurrentDictionary<string, Node> Trees = new();

    private readonly Action elementRead;
    private readonly Node root;
    private readonly Slot[] slots;

    // What each container on the way to a path may lead to; deeper ones lead nowhere.
    private readonly Node?[] containers = new Node?[8];
    private readonly byte[] key = new byte[LongestKey + 2];
    private ulong[] objects = new ulong[2];
    private State state;
    private int depth;
    private Node? named;
    private bool inKey;
    private int keyLength;
    private int hexDigits;
    private byte[] literal = [];
    private int literalRead;
    private Slot? capture;
    private int captureDepth;
    private int captureFrom;

    /// <summary>Makes a reader of some paths.</summary>
    /// <param name="paths">The paths; a value's place in this list is its number.</param>
    /// <param name="elementRead">Called after each element of a root that is an array.</param>
    public JsonFields(IReadOnlyList<string> paths, Action elementRead)
    {
        this.elementRead = elementRead;
        slots = [.. paths.Select(_ => new Slot())];
        root = Trees.GetOrAdd(string.Join(' ', paths), static (_, paths) => Node.Of(paths), paths);
    }

    private enum State : byte
    {
        Start, Value, ValueOrEnd, KeyOrEnd, Key, Colon, CommaOrEnd, Text, Escape, Hex, Literal,
        Minus, Zero, Integer, Point, Fraction, Exponent, ExponentSign, ExponentDigits, Done, Broken,
    }

    /// <summary>Whether nothing but white space has been read.</summary>
    public bool IsEmpty => state == State.Start;

    /// <summary>Whether what was read is no JSON.</summary>
    public bool IsBroken => state == State.Broken;

    /// <summary>Whether the root is an array.</summary>
    public bool IsArray { get; private set; }

    private Node? Container => depth < containers.Length ? containers[depth] : null;

    private bool InObject => (objects[depth >> 6] >> depth & 1) != 0;

    /// <summary>Reads on.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        captureFrom = 0;
        for (var at = 0; at < bytes.Length && state != State.Broken;)
        {
            at = state switch
            {
                State.Text => ReadText(bytes, at),
                >= State.Minus and <= State.ExponentDigits => ReadNumber(bytes, at),
                State.Escape or State.Hex => ReadEscape(bytes[at], at),
                State.Literal => ReadLiteral(bytes, at),
                _ => ReadToken(bytes, at),
            };
        }
        capture?.Add(bytes[captureFrom..]);
    }

    /// <summary>Ends the text.</summary>
    /// <returns>Whether it was one whole JSON value.</returns>
    public bool End()
    {
        if (depth == 0 && EndsNumber) EndValue([], 0);
        return state == State.Done;
    }

    /// <summary>Starts over.</summary>
    public void Reset()
    {
        (state, depth, capture, IsArray) = (State.Start, 0, null, false);
        Forget();
    }

    /// <summary>Whether a path has a value other than null.</summary>
    public bool Has(int field) => slots[field].Value is { Length: > 0 } value && !value.Span.SequenceEqual("null"u8);

    /// <summary>Whether the value of a path is this text.</summary>
    public bool Is(int field, ReadOnlySpan<byte> text) =>
        slots[field].Value is { Length: > 2 } value && value.Span[0] == '"' && value.Span[1..^1].SequenceEqual(text);

    /// <summary>The text at a path; null: there is none.</summary>
    public string? Text(int field)
    {
        if (slots[field].Value is not { Length: > 2 } value || value.Span[0] != '"') return null;
        try
        {
            var reader = new Utf8JsonReader(value.Span);
            return reader.Read() ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or no UTF-8.
            return null;
        }
    }

    /// <summary>The object at a path; null: there is none, or one deeper than any of ours.</summary>
    public JsonElement? Object(int field)
    {
        if (slots[field].Value is not { Length: > 0 } value || value.Span[0] != '{') return null;
        try
        {
            var reader = new Utf8JsonReader(value.Span);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Forget()
    {
        foreach (var slot in slots) slot.Clear();
    }

    private int ReadToken(ReadOnlySpan<byte> bytes, int at)
    {
        var token = bytes[at];
        if (token is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') return at + 1;
        switch (state)
        {
            case State.ValueOrEnd when token == ']':
            case State.KeyOrEnd when token == '}':
            case State.CommaOrEnd when token == (InObject ? '}' : ']'):
                depth--;
                EndValue(bytes, at + 1);
                break;
            case State.CommaOrEnd when token == ',':
                state = InObject ? State.Key : State.Value;
                break;
            case State.KeyOrEnd or State.Key when token == '"':
                (state, inKey, keyLength) = (State.Text, true, 0);
                break;
            case State.Colon when token == ':':
                state = State.Value;
                break;
            case State.Start or State.Value or State.ValueOrEnd:
                BeginValue(token, at);
                break;
            default:
                state = State.Broken;
                break;
        }
        return at + 1;
    }

    private void BeginValue(byte first, int at)
    {
        var node = depth == 0 ? root
            : InObject ? named
            : depth == 1 ? root
            : Container?.Element;
        if (node?.Value is { } number && slots[number] is var slot && capture is null)
        {
            slot.Clear();
            (capture, captureDepth, captureFrom) = (slot, depth, at);
        }
        switch (first)
        {
            case (byte)'{':
                Enter(node, isObject: true);
                break;
            case (byte)'[':
                if (depth == 0) IsArray = true;
                Enter(node, isObject: false);
                break;
            case (byte)'"':
                (state, inKey) = (State.Text, false);
                break;
            case (byte)'-':
                state = State.Minus;
                break;
            case (byte)'0':
                state = State.Zero;
                break;
            case >= (byte)'1' and <= (byte)'9':
                state = State.Integer;
                break;
            case (byte)'t':
                Begin("true");
                break;
            case (byte)'f':
                Begin("false");
                break;
            case (byte)'n':
                Begin("null");
                break;
            default:
                state = State.Broken;
                break;
        }
    }

    private void Enter(Node? node, bool isObject)
    {
        if (depth == Deepest)
        {
            state = State.Broken;
            return;
        }
        depth++;
        if (depth < containers.Length) containers[depth] = node;
        if (depth >> 6 == objects.Length) Array.Resize(ref objects, objects.Length * 2);
        var bit = 1UL << depth;
        if (isObject) objects[depth >> 6] |= bit;
        else objects[depth >> 6] &= ~bit;
        state = isObject ? State.KeyOrEnd : State.ValueOrEnd;
    }

    private void EndValue(ReadOnlySpan<byte> bytes, int end)
    {
        if (capture is not null && captureDepth == depth)
        {
            capture.Add(bytes[captureFrom..end]);
            capture.Complete();
            capture = null;
        }
        state = depth == 0 ? State.Done : State.CommaOrEnd;
        if (depth == 1 && IsArray)
        {
            elementRead();
            Forget();
        }
    }

    private int ReadText(ReadOnlySpan<byte> bytes, int at)
    {
        var rest = bytes[at..];
        var length = rest.IndexOfAny(EndsOfText);
        if (inKey) AddToKey(length < 0 ? rest : rest[..length]);
        if (length < 0) return bytes.Length;
        var end = at + length + 1;
        switch (rest[length])
        {
            case (byte)'"' when inKey:
                named = Container is { } container && keyLength <= LongestKey ? container.Find(Quoted()) : null;
                state = State.Colon;
                break;
            case (byte)'"':
                EndValue(bytes, end);
                break;
            case (byte)'\\':
                if (inKey) AddToKey("\\"u8);
                state = State.Escape;
                break;
            default:
                state = State.Broken;
                break;
        }
        return end;
    }

    private int ReadEscape(byte escaped, int at)
    {
        if (inKey) AddToKey([escaped]);
        if (state == State.Hex)
        {
            state = !char.IsAsciiHexDigit((char)escaped) ? State.Broken : --hexDigits == 0 ? State.Text : State.Hex;
        }
        else if (escaped == 'u')
        {
            (state, hexDigits) = (State.Hex, 4);
        }
        else
        {
            state = "\"\\/bfnrt"u8.Contains(escaped) ? State.Text : State.Broken;
        }
        return at + 1;
    }

    private void AddToKey(ReadOnlySpan<byte> bytes)
    {
        if (Container is null || keyLength + bytes.Length > LongestKey)
        {
            keyLength = LongestKey + 1;
            return;
        }
        bytes.CopyTo(key.AsSpan(1 + keyLength));
        keyLength += bytes.Length;
    }

    private ReadOnlySpan<byte> Quoted()
    {
        key[0] = key[keyLength + 1] = (byte)'"';
        return key.AsSpan(0, keyLength + 2);
    }

    private void Begin(string word)
    {
        (state, literalRead) = (State.Literal, 1);
        literal = word switch { "true" => True, "false" => False, _ => Null };
    }

    private int ReadLiteral(ReadOnlySpan<byte> bytes, int at)
    {
        if (bytes[at] != literal[literalRead]) state = State.Broken;
        else if (++literalRead == literal.Length) EndValue(bytes, at + 1);
        return at + 1;
    }

    private int ReadNumber(ReadOnlySpan<byte> bytes, int at)
    {
        for (; at < bytes.Length; at++)
        {
            var next = Next(state, bytes[at]);
            if (next == State.Broken)
            {
                if (EndsNumber) EndValue(bytes, at);
                else state = State.Broken;
                return at;
            }
            state = next;
        }
        return at;
    }

    private bool EndsNumber => state is State.Zero or State.Integer or State.Fraction or State.ExponentDigits;

    private static State Next(State state, byte next) => (state, next) switch
    {
        (State.Minus, (byte)'0') => State.Zero,
        (State.Minus or State.Integer, >= (byte)'0' and <= (byte)'9') => State.Integer,
        (State.Zero or State.Integer, (byte)'.') => State.Point,
        (State.Point or State.Fraction, >= (byte)'0' and <= (byte)'9') => State.Fraction,
        (State.Zero or State.Integer or State.Fraction, (byte)'e' or (byte)'E') => State.Exponent,
        (State.Exponent, (byte)'+' or (byte)'-') => State.ExponentSign,
        (State.Exponent or State.ExponentSign or State.ExponentDigits, >= (byte)'0' and <= (byte)'9') => State.ExponentDigits,
        _ => State.Broken,
    };

    private static readonly byte[] True = [.. "true"u8];
    private static readonly byte[] False = [.. "false"u8];
    private static readonly byte[] Null = [.. "null"u8];

    /// <summary>A value that is kept as it was written.</summary>
    private sealed class Slot
    {
        private byte[] bytes = [];
        private int length;
        private bool isComplete;

        /// <summary>The value; null: none, or one that is too long.</summary>
        public ReadOnlyMemory<byte>? Value => isComplete ? bytes.AsMemory(0, length) : null;

        public void Clear() => (length, isComplete) = (0, false);

        public void Add(ReadOnlySpan<byte> more)
        {
            if (length + more.Length > LongestValue)
            {
                length = LongestValue + 1;
                return;
            }
            if (length + more.Length > bytes.Length) Array.Resize(ref bytes, Math.Max(256, (length + more.Length) * 2));
            more.CopyTo(bytes.AsSpan(length));
            length += more.Length;
        }

        public void Complete() => isComplete = length <= LongestValue;
    }

    /// <summary>A step of a path.</summary>
    private sealed class Node
    {
        private readonly List<(byte[] Name, Node Node)> keys = [];

        /// <summary>What a path that goes through an array goes on with.</summary>
        public Node? Element { get; private set; }

        /// <summary>The number of the value at the end of a path; null: it goes on.</summary>
        public int? Value { get; private set; }

        public static Node Of(IReadOnlyList<string> paths)
        {
            var root = new Node();
            for (var i = 0; i < paths.Count; i++)
            {
                var node = root;
                foreach (var step in paths[i].Split('/')) node = step == "[]" ? node.Element ??= new Node() : node.Key(step);
                node.Value = i;
            }
            return root;
        }

        /// <summary>The step that a key leads to; null: none.</summary>
        /// <param name="quoted">The key as it was written, with its quotation marks.</param>
        public Node? Find(ReadOnlySpan<byte> quoted)
        {
            var escaped = quoted.Contains((byte)'\\');
            foreach (var (key, node) in keys)
            {
                if (escaped ? Means(quoted[1..^1], key) : quoted[1..^1].SequenceEqual(key)) return node;
            }
            return null;
        }

        // Our keys are letters and underscores: of all escapes only \u can stand for one.
        private static bool Means(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
        {
            foreach (var letter in key)
            {
                if (text.IsEmpty) return false;
                var isEscape = text.Length >= 6 && text[0] == '\\' && text[1] == 'u';
                if ((isEscape ? Convert.ToInt32(Encoding.ASCII.GetString(text[2..6]), 16) : text[0]) != letter) return false;
                text = text[(isEscape ? 6 : 1)..];
            }
            return text.IsEmpty;
        }

        private Node Key(string name)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            if (Find([(byte)'"', .. bytes, (byte)'"']) is { } known) return known;
            var node = new Node();
            keys.Add((bytes, node));
            return node;
        }
    }
}
