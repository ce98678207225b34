import{a}from"./part-JRYTPQM5.js";import"./part-KTWBO4JE.js";import"./part-SD4UJ2PP.js";import"./part-SZXSLSLN.js";export{a as PushQuestion};
