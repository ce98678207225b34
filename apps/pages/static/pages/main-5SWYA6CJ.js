import"./part-FWL6VWHF.js";
