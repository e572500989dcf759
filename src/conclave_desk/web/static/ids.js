// Ids of scans: UUIDs of version 7 (RFC 9562). They begin with the time, so that the station writes them side by side.

export const newId = () => {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
};
