import{a,b}from"./part-7ZSY22OH.js";import"./part-KTWBO4JE.js";import"./part-TZ7ADZG4.js";import"./part-CPLSHFOC.js";export{a as PreferencesPage,b as TelegramLink};
