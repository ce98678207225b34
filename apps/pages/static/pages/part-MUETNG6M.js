import{a,b}from"./part-ASJXCTHB.js";import"./part-FNVG5AXH.js";import"./part-VL2ZNJY7.js";import"./part-LAUE6MYQ.js";export{a as PreferencesPage,b as TelegramLink};
