import{a,b,c}from"./part-NPMSIPMA.js";import"./part-XRQKM3J6.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
