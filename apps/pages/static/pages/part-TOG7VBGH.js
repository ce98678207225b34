import{a,b}from"./part-ENLUOEOD.js";import"./part-KTWBO4JE.js";import"./part-GZARK35R.js";import"./part-NZTZ5GDJ.js";export{a as PreferencesPage,b as TelegramLink};
