import{a,b}from"./part-JMF5EL6V.js";import"./part-FNVG5AXH.js";import"./part-D24SP6IK.js";import"./part-ZFLYZZCX.js";export{a as PreferencesPage,b as TelegramLink};
