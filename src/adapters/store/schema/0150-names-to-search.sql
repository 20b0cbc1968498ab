-- Facilities are found by any part of their id or of a name in any language. The index of PostgreSQL's own arrays needs
-- no extension: pg_trgm is not on every server, and with the locale "C" it leaves out every letter that is not Latin.

-- The form in which texts are compared: small letters without accents and vowel signs, one alef, one yeh, one kaf, teh
-- marbuta as heh, Latin digits, no tatweel and no marks of direction.
create function search_form(given text) returns text language sql immutable strict parallel safe as $$
  select translate(
    regexp_replace(lower(normalize(given, NFKD)),
      '[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]', '', 'g'),
    'ٱىیةک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'اييهك01234567890123456789')
$$;

-- Every piece of a text, of `shortest` to three characters.
create function search_parts(form text, shortest integer) returns text[] language sql immutable strict parallel safe as $$
  select array(
    select distinct substr(form, at, size)
    from generate_series(shortest, 3) size, generate_series(1, length(form) - size + 1) at)
$$;

alter table facility add column search_text text not null default '';

create function write_search_text() returns trigger language plpgsql as $$
begin
  new.search_text := search_form(concat_ws(E'\n', new.id,
    (select string_agg(value, E'\n' order by key) from jsonb_each_text(new.names))));
  return new;
end $$;
create trigger facility_search_text before insert or update on facility
  for each row execute function write_search_text();
update facility set names = names;

create index facility_by_part_of_name on facility using gin (search_parts(search_text, 1));
