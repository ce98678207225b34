import{a,b}from"./part-YWG4YCEW.js";import"./part-FNVG5AXH.js";import"./part-YHNXPLZV.js";import"./part-TK7LWOIC.js";export{a as PreferencesPage,b as TelegramLink};
