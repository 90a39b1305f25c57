/** "ZDiT, ul. Piotrkowska 173": a map finds the street, and not the unit. */
const STREET = /(?:ul|al|pl)\.\s.+$/u;

/** Where a map shows an address of Łódź. */
export function mapHref(address: string): string {
	const place = STREET.exec(address)?.[0] ?? address;
	const asked = new URLSearchParams({ query: `${place}, Łódź` });
	return `https://www.openstreetmap.org/search?${asked.toString()}`;
}
