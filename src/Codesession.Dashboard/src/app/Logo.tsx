/** The name with its sign. */
export function Logo() {
  return (
    <span class="logo">
      <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#4353c9" />
        <path d="M8.5 22v-4M13.5 22v-9M18.5 22v-6M23.5 22V10" stroke="#fff" stroke-width="3" stroke-linecap="round" />
      </svg>
      Codesession
    </span>
  );
}
