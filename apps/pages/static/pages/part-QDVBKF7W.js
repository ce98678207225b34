import{a,b,c}from"./part-IVSKYRIV.js";import"./part-5OC23S5M.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
