import{a}from"./part-T7SUZJAU.js";import"./part-KTWBO4JE.js";import"./part-OX4CIXV5.js";import"./part-BL56FS6H.js";export{a as PushQuestion};
