import"./part-66WTKBHA.js";
