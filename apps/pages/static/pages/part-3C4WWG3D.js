import{a,b,c}from"./part-3UE22PMS.js";import"./part-ZIJ5VOLG.js";import"./part-UA3FRZVZ.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
