-- What is public already when the record comes, such as the scale.
SELECT record_rebuild(kind)
FROM unnest('{publisher,article,snapshot,speaker,quote,topic,verdict,claim,verification}'::text[]) kind;
