/** Languages as Apertium names them, by ISO 639-3, by Amazon Translate's codes. */
export const apertiumCodes: ReadonlyMap<string, string> = new Map(
  (
    "af:afr ar:ara bg:bul ca:cat cy:cym da:dan de:deu en:eng es:spa es-MX:spa fr:fra fr-CA:fra hr:hbs_HR id:ind is:isl " +
    "it:ita kk:kaz mk:mkd ms:zlm mt:mlt nl:nld no:nob pl:pol pt:por_BR pt-PT:por_PT ro:ron ru:rus sl:slv sr:hbs_SR " +
    "sv:swe tr:tur uk:ukr ur:urd"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);
