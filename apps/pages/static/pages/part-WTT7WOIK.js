import{a}from"./part-CZYX6JBB.js";import"./part-IPYQ364A.js";import"./part-AC3WX2RY.js";import"./part-ZIJ5VOLG.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
