import{a}from"./part-DEYKCJZQ.js";import"./part-KTWBO4JE.js";import"./part-TVNZWMGM.js";import"./part-F4RJY6SG.js";export{a as PushQuestion};
