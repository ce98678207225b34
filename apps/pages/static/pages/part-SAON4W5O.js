import{a,b}from"./part-GDG7P243.js";import"./part-KTWBO4JE.js";import"./part-FW245BB3.js";import"./part-BJC656MG.js";export{a as PreferencesPage,b as TelegramLink};
