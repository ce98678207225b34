import{a}from"./part-QGBJ2EQH.js";import"./part-IPYQ364A.js";import"./part-BTVYSE2P.js";import"./part-52IKO3VV.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
