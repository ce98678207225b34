import{a}from"./part-AZTGCG6H.js";import"./part-IPYQ364A.js";import"./part-OGNC2DC2.js";import"./part-6CO6UPSN.js";import"./part-UA3FRZVZ.js";export{a as PushQuestion};
