import{a,b,c}from"./part-TRPQGEUG.js";import"./part-UJLIDFUD.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
