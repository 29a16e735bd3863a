namespace FunctionsJobs.Scraping.Pages;

/// <summary>Names of schema.org's type <c>Organization</c> and its subtypes (https://schema.org/Organization, release 29).</summary>
internal static class OrganizationTypes
{
    private static readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Organization", "Airline", "Consortium", "Cooperative", "Corporation", "EducationalOrganization", "CollegeOrUniversity", "ElementarySchool", "HighSchool",
        "MiddleSchool", "Preschool", "School", "FundingScheme", "GovernmentOrganization", "LibrarySystem", "LocalBusiness", "MedicalOrganization", "NGO",
        "NewsMediaOrganization", "OnlineBusiness", "OnlineStore", "PerformingGroup", "PoliticalParty", "Project", "FundingAgency", "ResearchProject",
        "ResearchOrganization", "SearchRescueOrganization", "SportsOrganization", "SportsTeam", "WorkersUnion",
        // LocalBusiness and below.
        "AnimalShelter", "ArchiveOrganization", "AutomotiveBusiness", "AutoBodyShop", "AutoDealer", "AutoPartsStore", "AutoRental", "AutoRepair", "AutoWash",
        "GasStation", "MotorcycleDealer", "MotorcycleRepair", "ChildCare", "Dentist", "DryCleaningOrLaundry", "EmergencyService", "FireStation", "Hospital",
        "PoliceStation", "EmploymentAgency", "EntertainmentBusiness", "AdultEntertainment", "AmusementPark", "ArtGallery", "Casino", "ComedyClub", "MovieTheater",
        "NightClub", "FinancialService", "AccountingService", "AutomatedTeller", "BankOrCreditUnion", "InsuranceAgency", "FoodEstablishment", "Bakery",
        "BarOrPub", "Brewery", "CafeOrCoffeeShop", "Distillery", "FastFoodRestaurant", "IceCreamShop", "Restaurant", "Winery", "GovernmentOffice", "PostOffice",
        "HealthAndBeautyBusiness", "BeautySalon", "DaySpa", "HairSalon", "HealthClub", "NailSalon", "TattooParlor", "HomeAndConstructionBusiness", "Electrician",
        "GeneralContractor", "HVACBusiness", "HousePainter", "Locksmith", "MovingCompany", "Plumber", "RoofingContractor", "InternetCafe", "LegalService",
        "Attorney", "Notary", "Library", "LodgingBusiness", "BedAndBreakfast", "Campground", "Hostel", "Hotel", "Motel", "Resort", "VacationRental",
        "MedicalBusiness", "MedicalClinic", "Optician", "Pharmacy", "Physician", "VeterinaryCare", "ProfessionalService", "RadioStation", "RealEstateAgent",
        "RecyclingCenter", "SelfStorage", "ShoppingCenter", "SportsActivityLocation", "ExerciseGym", "GolfCourse", "SportsClub", "Store", "BikeStore", "BookStore",
        "ClothingStore", "ComputerStore", "ConvenienceStore", "DepartmentStore", "ElectronicsStore", "Florist", "FurnitureStore", "GardenStore", "GroceryStore",
        "HardwareStore", "HobbyShop", "HomeGoodsStore", "JewelryStore", "LiquorStore", "MensClothingStore", "MobilePhoneStore", "MovieRentalStore", "MusicStore",
        "OfficeEquipmentStore", "OutletStore", "PawnShop", "PetStore", "ShoeStore", "SportingGoodsStore", "TireShop", "ToyStore", "WholesaleStore",
        "TelevisionStation", "TouristInformationCenter", "TravelAgency",
    };

    /// <summary>Whether a type is one of them.</summary>
    public static bool Contains(string type) => _names.Contains(type);
}
