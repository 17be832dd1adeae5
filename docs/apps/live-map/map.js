// SPDX-License-Identifier: EPL-2.0
import { DefaultSearchOptions, DittoDomClient, DomHttpBasicAuth } from '@eclipse-ditto/ditto-javascript-client-dom';
import { EventSourcePolyfill } from 'event-source-polyfill';
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';

const city = 'localhost:8080';
const user = prompt('User', 'admin');
const password = prompt('Password');

// A bare sky; add a tile layer of your own server here if you like streets.
const map = L.map('map', { preferCanvas: true }).setView([0, 0], 2);
const lamps = new Map();
const log = document.getElementById('log');
let changes = 0;

function paint(lamp, level) {
  const light = Math.round(25 + level * 0.5);
  lamp.setStyle({ color: '#f5c542', fillColor: `hsl(45 100% ${light}%)`, weight: 1, fillOpacity: 1 });
  lamp.setTooltipContent(`${lamp.thing}: ${level} %`);
}

function show(thing) {
  const [longitude, latitude] = thing.attributes.location.coordinates;
  const lamp = L.circleMarker([latitude, longitude], { radius: 6 }).bindTooltip('').addTo(map);
  lamp.thing = thing.thingId;
  lamps.set(thing.thingId, lamp);
  paint(lamp, thing.features.luminaire.properties?.level ?? 0);
}

async function load() {
  const http = DittoDomClient.newHttpClient().withoutTls().withDomain(city)
    .withAuthProvider(DomHttpBasicAuth.newInstance(user, password)).build();
  const options = DefaultSearchOptions.getInstance()
    .withRawFilter('and(exists(features/luminaire),exists(attributes/location))')
    .withFields('thingId', 'attributes/location', 'features/luminaire/properties/level')
    .withLimit(0, 200);
  const found = await http.getSearchHandle().search(options);
  found.items.forEach(show);
  map.fitBounds(L.featureGroup([...lamps.values()]).getBounds().pad(0.1));
}

// Browsers send no credentials with a WebSocket of another origin; an event stream takes the header.
function follow() {
  const wanted = new URLSearchParams({
    filter: 'exists(features/luminaire/properties/level)', fields: 'thingId,features/luminaire/properties/level',
  });
  const events = new EventSourcePolyfill(`http://${city}/api/2/things?${wanted}`, {
    headers: { Authorization: `Basic ${btoa(`${user}:${password}`)}` }, heartbeatTimeout: 10_000,
  });
  events.onmessage = ({ data }) => {
    const thing = data && JSON.parse(data);
    const level = thing?.features?.luminaire?.properties?.level;
    const lamp = level !== undefined && lamps.get(thing.thingId);
    if (lamp) {
      paint(lamp, level);
      log.textContent = `${lamps.size} lamps, ${++changes} changes since you came`;
    }
  };
  return new Promise((resolve, reject) => { events.onopen = resolve; events.onerror = reject; });
}

load().then(follow)
  .then(() => { log.textContent = `${lamps.size} lamps, live`; })
  .catch(problem => { log.textContent = problem.message ?? problem.body?.message ?? String(problem); });
