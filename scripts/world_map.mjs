// Makes the map of the dossier, src/tracewire/publish/static/world.js, from Natural Earth's borders.
//
//   npm install world-atlas@2.0.2 topojson-client@3 topojson-server@3 topojson-simplify@3 polylabel@2 i18n-iso-countries@7
//   node scripts/world_map.mjs
//
// The 1:50m borders are thinned until the file is small enough to travel with every dossier and still good enough
// for a map of the Caspian. Each country gets its ISO 3166-1 alpha-2 code and a point that stands for it: the middle
// of its largest piece of land, or the capital where that middle would mislead (a flow to Russia ending in Siberia).
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import path from "node:path";

const require = createRequire(path.join(process.cwd(), "package.json"));
const client = require("topojson-client");
const server = require("topojson-server");
const simplify = require("topojson-simplify");
const codes = require("i18n-iso-countries/codes.json");
const { default: polylabel } = await import(require.resolve("polylabel"));
const world = require("world-atlas/countries-50m.json");

const alpha2 = new Map(codes.map(([two, , numeric]) => [numeric, two]));
const unnumbered = { Kosovo: "XK", Somaliland: "SO", "N. Cyprus": "CY" };
const capitals = {
  RU: [37.6, 55.8], US: [-77.0, 38.9], CA: [-75.7, 45.4], CN: [116.4, 39.9], AU: [149.1, -35.3], BR: [-47.9, -15.8],
  NO: [10.7, 59.9], CL: [-70.7, -33.4], KZ: [71.4, 51.2], ID: [106.8, -6.2], DK: [12.6, 55.7],
};

const kept = client.feature(world, world.objects.countries).features.filter((f) => f.id !== "010");
const points = {};
for (const feature of kept) {
  const code = alpha2.get(feature.id) ?? unnumbered[feature.properties.name];
  feature.properties = code ? { code } : {};
  delete feature.id;
  if (!code || points[code]) continue;
  const { type, coordinates } = feature.geometry;
  const area = ([ring]) => Math.abs(ring.reduce((sum, [x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length];
    return sum + x * v - u * y;
  }, 0));
  const largest = type === "Polygon" ? coordinates : coordinates.toSorted((a, b) => area(b) - area(a))[0];
  const [x, y] = polylabel(largest, 0.1);
  points[code] = capitals[code] ?? [Number(x.toFixed(1)), Number(y.toFixed(1))];
}

let topology = server.topology({ countries: { type: "FeatureCollection", features: kept } }, 2e4);
topology = simplify.presimplify(topology, simplify.sphericalTriangleArea);
topology = simplify.simplify(topology, simplify.quantile(topology, 0.3));
topology = simplify.filter(topology, simplify.filterAttachedWeight(topology, 2e-6, simplify.sphericalRingArea));
topology = client.quantize(topology, 1e4);
const sorted = Object.fromEntries(Object.entries(points).sort());
writeFileSync(
  new URL("../src/tracewire/publish/static/world.js", import.meta.url),
  "// Borders: Natural Earth (public domain), by way of world-atlas 2.0.2 (ISC, vendor/world-atlas.LICENSE).\n" +
    "// Made by scripts/world_map.mjs. Borders are Natural Earth's de facto lines and no statement of Tracewire's.\n" +
    `window.TRACEWIRE_WORLD=${JSON.stringify({ topology, points: sorted })};\n`,
);
