import type { Image } from "../../../checks/read/compose/model.ts";

/** Release series and the last day on which its makers mend holes without a contract. */
type Ends = Readonly<Record<string, string>>;

/**
 * From the makers' own pages: PostgreSQL "Versioning Policy", MySQL "Product Support EOL Announcements", MariaDB "Maintenance
 * Policy", MongoDB "Software Lifecycle Schedules", Elastic "Product and Version End of Life Policy", Node.js "Releases",
 * Python "Status of Python versions", PHP "Supported Versions", CentOS and Ubuntu release pages.
 */
const products: Readonly<Record<string, Ends>> = {
  postgres: {
    "9.4": "2020-02-13",
    "9.5": "2021-02-11",
    "9.6": "2021-11-11",
    "10": "2022-11-10",
    "11": "2023-11-09",
    "12": "2024-11-21",
    "13": "2025-11-13",
    "14": "2026-11-12",
    "15": "2027-11-11",
    "16": "2028-11-09",
  },
  mysql: { "5.5": "2018-12-31", "5.6": "2021-02-28", "5.7": "2023-10-31", "8.0": "2026-04-30" },
  mariadb: {
    "10.1": "2020-10-17",
    "10.2": "2022-05-23",
    "10.3": "2023-05-25",
    "10.4": "2024-06-18",
    "10.5": "2025-06-24",
    "10.6": "2026-07-06",
    "10.7": "2023-02-14",
    "10.8": "2023-05-20",
    "10.9": "2023-08-22",
    "10.10": "2023-11-17",
    "11.0": "2024-06-06",
    "11.1": "2024-08-21",
    "11.2": "2024-11-21",
  },
  mongo: {
    "3.4": "2020-01-31",
    "3.6": "2021-04-30",
    "4.0": "2022-04-30",
    "4.2": "2023-04-30",
    "4.4": "2024-02-29",
    "5.0": "2024-10-31",
    "6.0": "2025-07-31",
  },
  elasticsearch: { "5": "2019-03-11", "6": "2022-02-10", "7": "2026-01-15" },
  kibana: { "5": "2019-03-11", "6": "2022-02-10", "7": "2026-01-15" },
  node: { "12": "2022-04-30", "14": "2023-04-30", "16": "2023-09-11", "18": "2025-04-30", "20": "2026-04-30" },
  python: { "2.7": "2020-01-01", "3.6": "2021-12-23", "3.7": "2023-06-27", "3.8": "2024-10-07", "3.9": "2025-10-31" },
  php: { "7.3": "2021-12-06", "7.4": "2022-11-28", "8.0": "2023-11-26", "8.1": "2025-12-31" },
  centos: { "6": "2020-11-30", "7": "2024-06-30", "8": "2021-12-31" },
  ubuntu: { "16.04": "2021-04-30", "18.04": "2023-05-31", "20.04": "2025-05-31" },
};

const official: Readonly<Record<string, string>> = {
  "docker.elastic.co/elasticsearch/elasticsearch": "elasticsearch",
  "docker.elastic.co/kibana/kibana": "kibana",
  "mysql/mysql-server": "mysql",
};

export interface SupportEnd {
  readonly product: string;
  readonly series: string;
  readonly day: string;
}

/** When support of an image's release ends; undefined where the product or its release is not in the list. */
export function supportEnd({ familiar, tag }: Image): SupportEnd | undefined {
  const product = official[familiar ?? ""] ?? familiar ?? "";
  const ends = Object.hasOwn(products, product) ? products[product] : undefined;
  const [, major, minor] = /^v?(\d+)(?:\.(\d+))?/.exec(tag ?? "") ?? [];
  if (!ends || major === undefined) return undefined;
  for (const series of [`${major}.${minor}`, major]) {
    const day = ends[series];
    if (day) return { product, series, day };
  }
  return undefined;
}
