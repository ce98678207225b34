import{a}from"./part-BEOWOXVA.js";import"./part-IPYQ364A.js";import"./part-YYP2CKZM.js";import"./part-SZDRBM6B.js";export{a as PushQuestion};
