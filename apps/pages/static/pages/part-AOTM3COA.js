import{a,b,c}from"./part-GWWRF4ME.js";import"./part-CPLSHFOC.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
