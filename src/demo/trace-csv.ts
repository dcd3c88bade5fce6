import { given, onEarth, type TracePoint } from './trace-point.ts';

/** What a column may be called, in lower case. */
const COLUMNS = {
  id: ['id', 'track', 'track_id', 'trip', 'trip_id'],
  at: ['at', 'time', 'timestamp', 'datetime', 'date'],
  lon: ['lon', 'lng', 'longitude', 'long', 'x'],
  lat: ['lat', 'latitude', 'y'],
  geometry: ['geometry', 'geom', 'wkt'],
  accuracyM: ['accuracy', 'accuracym', 'accuracy_m'],
  speedMps: ['speed', 'speedmps', 'speed_mps'],
  headingDeg: ['heading', 'bearing', 'course', 'headingdeg'],
} as const;
type Column = keyof typeof COLUMNS;
type Row = Partial<Record<Column, string>>;

/** The points of one track of a CSV file with a head line; places are columns `lon` and `lat` or WKT points. */
export function readCsv(text: string, track?: string): TracePoint[] {
  const rows = rowsOf(text);
  const wanted = track ?? rows[0]?.id;
  return rows.filter((row) => wanted === undefined || row.id === wanted).flatMap(pointOf);
}

function rowsOf(text: string): Row[] {
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const separator = [';', '\t', ','].find((mark) => head.includes(mark)) ?? ',';
  const cells = (line: string) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const columns = cells(head).map((name) =>
    (Object.keys(COLUMNS) as Column[]).find((c) =>
      (COLUMNS[c] as readonly string[]).includes(name.toLowerCase()),
    ),
  );
  if (!columns.includes('geometry') && !(columns.includes('lon') && columns.includes('lat')))
    throw new Error('a CSV trace needs columns named lon and lat, or geometry');
  return lines.map((line) => {
    const row: Row = {};
    cells(line).forEach((cell, i) => {
      const column = columns[i];
      if (column && cell !== '') row[column] = cell;
    });
    return row;
  });
}

function pointOf(row: Row): TracePoint[] {
  const wkt = /POINT\s*\(\s*(\S+)\s+([^\s)]+)/i.exec(row.geometry ?? '');
  const [lon, lat] = [Number(wkt?.[1] ?? row.lon), Number(wkt?.[2] ?? row.lat)];
  if (!onEarth(lon, lat)) return [];
  const number = (column: Column) => (row[column] === undefined ? undefined : Number(row[column]));
  return [
    {
      at: instantOf(row.at),
      lon,
      lat,
      ...given('accuracyM', number('accuracyM')),
      ...given('speedMps', number('speedMps')),
      ...given('headingDeg', number('headingDeg')),
    },
  ];
}

/** Epoch seconds, epoch milliseconds, or a date; one without a zone is UTC. */
function instantOf(text: string | undefined): number {
  if (!text) return Number.NaN;
  const number = Number(text);
  if (Number.isFinite(number)) return number > 1e11 ? number : number * 1000;
  const iso = text.replace(' ', 'T');
  return Date.parse(/(z|[+-]\d\d:?\d\d)$/i.test(iso) ? iso : `${iso}Z`);
}
