// Takes the place of a worker that a site had before: deletes what it kept, and goes.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const own = `signpost ${encodeURIComponent(new URL(self.registration.scope).pathname)} `;
  for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  await self.registration.unregister();
}
