import{a,b}from"./part-56BUXDRR.js";import"./part-FNVG5AXH.js";import"./part-ZUVNVGD2.js";import"./part-AN3AVNYK.js";export{a as PreferencesPage,b as TelegramLink};
