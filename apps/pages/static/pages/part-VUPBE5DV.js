import{a}from"./part-X4LCWERO.js";import"./part-GDUH65TM.js";import"./part-U5SRBJ3R.js";import"./part-GIDETQAD.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
