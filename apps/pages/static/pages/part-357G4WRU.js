import{a,b}from"./part-22CEYRQY.js";import"./part-KTWBO4JE.js";import"./part-2YRQPKXP.js";import"./part-SJWVXDEP.js";export{a as PreferencesPage,b as TelegramLink};
