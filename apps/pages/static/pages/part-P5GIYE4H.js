import{a,b}from"./part-V27NY7ZJ.js";import"./part-KTWBO4JE.js";import"./part-6EXLFS5W.js";import"./part-Z5NLRQE6.js";export{a as PreferencesPage,b as TelegramLink};
