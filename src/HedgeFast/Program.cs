Console.WriteLine("hedgefast");
return 0;
