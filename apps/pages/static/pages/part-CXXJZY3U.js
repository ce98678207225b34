import{a}from"./part-NOL3YH5V.js";import"./part-KTWBO4JE.js";import"./part-FCNKWW2W.js";import"./part-FWL6VWHF.js";export{a as PushQuestion};
