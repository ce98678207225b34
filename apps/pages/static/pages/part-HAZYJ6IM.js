import{a}from"./part-SD627EHN.js";import"./part-KTWBO4JE.js";import"./part-E5KJT3QR.js";import"./part-JXE6MJYZ.js";export{a as PushQuestion};
