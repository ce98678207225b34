import{a,b,c}from"./part-WRKWVFME.js";import"./part-VOBN4TB3.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
