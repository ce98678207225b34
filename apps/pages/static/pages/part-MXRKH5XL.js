import{a,b}from"./part-2WVZNPMK.js";import"./part-KTWBO4JE.js";import"./part-SD4UJ2PP.js";import"./part-SZXSLSLN.js";export{a as PreferencesPage,b as TelegramLink};
