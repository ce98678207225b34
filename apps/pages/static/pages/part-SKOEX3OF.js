import{a}from"./part-6HUM4ZNG.js";import"./part-IPYQ364A.js";import"./part-K6BWOGUD.js";import"./part-BUXCWF4Q.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
