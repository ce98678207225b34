import{a}from"./part-6FTNEP6Y.js";import"./part-KTWBO4JE.js";import"./part-FW245BB3.js";import"./part-BJC656MG.js";export{a as PushQuestion};
