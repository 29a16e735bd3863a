// Each class is a collection of its own and every test starts a host of its own, so classes may run side by side.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerClass)]
