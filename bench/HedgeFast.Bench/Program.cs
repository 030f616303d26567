Console.WriteLine("HedgeFast.Bench");
return 0;
