import{a,b}from"./part-WJWFOTLG.js";import"./part-KTWBO4JE.js";import"./part-C65ZR4QQ.js";import"./part-NBQBIF2M.js";export{a as PreferencesPage,b as TelegramLink};
