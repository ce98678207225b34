import{a,b,c}from"./part-MCEYWL5X.js";import"./part-BUXCWF4Q.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
