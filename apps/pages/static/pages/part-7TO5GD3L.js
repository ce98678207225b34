import{a}from"./part-Z3O6WUDI.js";import"./part-GDUH65TM.js";import"./part-S5GORPLV.js";import"./part-CJNUZYO5.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
