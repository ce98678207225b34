import{a,b,c}from"./part-MXWZ3I4I.js";import"./part-FOZOJYWX.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
