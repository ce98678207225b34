import{a,b,c}from"./part-62QXXOPA.js";import"./part-GODQFT43.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
