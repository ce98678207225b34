import{a}from"./part-MJ5BSU23.js";import"./part-KTWBO4JE.js";import"./part-ZBYHUYT7.js";import"./part-N6GAZAC7.js";export{a as PushQuestion};
